package dev.berth.registry.auth;

import dev.berth.registry.auth.rules.Grant;
import dev.berth.registry.auth.rules.Rules;
import dev.berth.registry.auth.token.Holder;
import dev.berth.registry.http.Caller;
import dev.berth.registry.oci.Action;
import dev.berth.registry.oci.RepositoryName;

/// The kinds of callers.
final class Callers {
    private Callers() {}

    /// Where nobody has to log in.
    record Anyone() implements Caller {
        @Override
        public String user() {
            return "";
        }

        @Override
        public boolean may(Action action, RepositoryName repository) {
            return true;
        }

        @Override
        public boolean sees(RepositoryName repository) {
            return true;
        }
    }

    /// One to whom the rules apply, with or without a login.
    record Ruled(String user, Rules rules) implements Caller {
        @Override
        public boolean may(Action action, RepositoryName repository) {
            return rules.allow(user, new Grant(repository.value(), action));
        }

        @Override
        public boolean sees(RepositoryName repository) {
            return may(Action.PULL, repository);
        }
    }

    /// One whose rights an outside service has decided. Whom it lets see the catalog, it lets see all of it.
    record Bearer(Holder holder) implements Caller {
        @Override
        public String user() {
            return holder.user();
        }

        @Override
        public boolean may(Action action, RepositoryName repository) {
            return holder.grants().contains(new Grant(repository.value(), action));
        }

        @Override
        public boolean sees(RepositoryName repository) {
            return true;
        }
    }
}
