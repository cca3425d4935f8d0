package dev.berth.registry.gc;

import dev.berth.registry.gc.mark.MarkRules;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.oci.Tag;
import dev.berth.registry.retention.Retention;
import dev.berth.registry.retention.TagDecision;
import dev.berth.registry.tags.Tags;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Removes the tags that the retention's rules let go, and says what the mark that follows has to know of it.
@Singleton
public final class TagSweep {
    private final Retention retention;
    private final Tags tags;

    public TagSweep(Retention retention, Tags tags) {
        this.retention = retention;
        this.tags = tags;
    }

    /// The rules for marking the repository. A tag that was pushed again since it was judged stays.
    MarkRules run(RepositoryName repository, MarkRules rules, Run run) {
        Instant now = run.storage().now();
        Set<Tag> leaving = new HashSet<>();
        for (TagDecision decision : retention.decide(repository, now)) {
            run.steps().next();
            if (decision.kept()) {
                run.progress().kept(decision);
            } else if (run.dry()) {
                leaving.add(decision.tag());
                run.progress().removed(decision);
            } else if (tags.remove(repository, decision.tag(), decision.seen())) {
                run.progress().removed(decision);
            }
        }
        return rules.of(untagged(repository, rules, now), leaving);
    }

    /// Never younger than what a client may still be about to tag. The retention's word counts before the request's.
    private @Nullable Instant untagged(RepositoryName repository, MarkRules rules, Instant now) {
        Optional<Duration> age = retention.untaggedAge(repository);
        if (age.isEmpty()) {
            return rules.untagged();
        }
        Instant oldest = now.minus(age.get());
        return oldest.isBefore(rules.horizon()) ? oldest : rules.horizon();
    }
}
