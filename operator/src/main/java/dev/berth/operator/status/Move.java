package dev.berth.operator.status;

import static java.util.Objects.requireNonNullElse;

import dev.berth.api.v1alpha1.RegistryStatus;
import dev.berth.operator.endpoint.MigrationReport;
import dev.berth.operator.plan.Aspect;
import dev.berth.operator.plan.FormerStorage;
import dev.berth.operator.plan.Problem;
import dev.berth.operator.plan.RegistryPlan;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The move to another storage in the status. Once it is over and no longer asked for nothing is left of it; one that
/// was cut short stays, so that nobody forgets where the rest is.
final class Move {
    private static final String COPYING = "Copying";

    /// Reasons that are no cause for worry.
    static final Set<String> ON_ITS_WAY = Set.of(FormerStorage.PENDING, COPYING);

    private static final int LONGEST_MESSAGE = 1000;

    private Move() {}

    static RegistryStatus.@Nullable Migration of(RegistryPlan plan, @Nullable MigrationReport report) {
        RegistryStatus status = plan.registry().getStatus();
        RegistryStatus.Migration known = status == null ? null : status.migration();
        FormerStorage former = plan.former();
        if (former == null) {
            return known == null || isOver(known, plan) ? null : known;
        }
        if (report != null && report.state() != null) {
            return told(former, report, report.state());
        }
        return known != null && known.from().equals(former.describe()) ? known : pending(former);
    }

    /// Done, or called off before anything was written to the new storage.
    private static boolean isOver(RegistryStatus.Migration known, RegistryPlan plan) {
        return known.state().equals(FormerStorage.COMPLETED)
                || (known.state().equals(FormerStorage.PENDING) && known.from().equals(plan.place()));
    }

    private static RegistryStatus.Migration told(FormerStorage former, MigrationReport report, String state) {
        List<String> problems = requireNonNullElse(report.problems(), List.of());
        return new RegistryStatus.Migration(
                state,
                former.describe(),
                report.pass(),
                report.repositories(),
                report.copiedBlobs(),
                report.copiedBytes(),
                report.copiedLinks(),
                report.presentBlobs(),
                problems.size(),
                report.startedAt(),
                report.finishedAt(),
                problems.stream().findFirst().map(Move::shortened).orElse(null));
    }

    private static RegistryStatus.Migration pending(FormerStorage former) {
        return new RegistryStatus.Migration(
                FormerStorage.PENDING, former.describe(), null, null, null, null, null, null, null, null, null, null);
    }

    private static String shortened(String text) {
        return text.length() > LONGEST_MESSAGE ? text.substring(0, LONGEST_MESSAGE) : text;
    }

    /// Null where there is no move to tell of.
    static @Nullable Verdict verdict(RegistryPlan plan, Observed observed) {
        RegistryStatus.Migration move = of(plan, observed.move());
        if (move == null) {
            return null;
        }
        if (plan.former() == null) {
            return Verdict.no(
                    "CutShort",
                    "spec.storage.migrateFrom was removed before everything was copied; the images that are not copied"
                            + " yet are still in " + move.from() + ", and putting migrateFrom back goes on");
        }
        if (move.state().equals(FormerStorage.COMPLETED)) {
            return Verdict.yes("Copied", copied(move));
        }
        return problem(observed).map(Verdict::no).orElseGet(() -> underWay(plan, move, observed.move() != null));
    }

    private static Optional<Problem> problem(Observed observed) {
        return observed.findings().problems().stream()
                .filter(problem -> problem.about() == Aspect.STORAGE)
                .findFirst();
    }

    private static Verdict underWay(RegistryPlan plan, RegistryStatus.Migration move, boolean told) {
        if (move.state().equals(FormerStorage.PENDING)) {
            return Verdict.no(
                    FormerStorage.PENDING,
                    "the server has not begun yet to copy from " + move.from()
                            + "; if it does not start, its log says why, and spec.storage can still be changed back");
        }
        if (!told) {
            return Verdict.no(
                    "NotAnswering",
                    "the server doesn't tell how far it is; while one runs, copying from " + move.from() + " goes on");
        }
        if (!move.state().equals(COPYING)) {
            return Verdict.no(
                    move.state(), "copying from " + move.from() + " is tried again; it failed with: " + move.message());
        }
        return Verdict.no(
                COPYING,
                "images are copied from " + move.from() + ", and served from both meanwhile"
                        + (plan.spec().replicas() > 1
                                ? "; one replica does so, and spec.replicas counts again afterwards"
                                : ""));
    }

    private static String copied(RegistryStatus.Migration move) {
        int problems = requireNonNullElse(move.problems(), 0);
        String all = problems == 0
                ? "everything in " + move.from() + " is copied"
                : "all of " + move.from() + " is copied but for what " + problems + " problems name, the first: "
                        + move.message();
        return all + "; remove spec.storage.migrateFrom. The old storage is kept until you delete it";
    }
}
