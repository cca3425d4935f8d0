package dev.berth.registry.retention;

import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.oci.Tag;
import dev.berth.registry.storage.StoredObject;
import dev.berth.registry.tags.Tags;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Decides which tags of a repository stay. Decides only: whoever removes a tag compares it with what was seen here.
@Singleton
public final class Retention {
    private final RetentionConfig config;
    private final Tags tags;
    private final LastPulls pulls;

    public Retention(RetentionConfig config, Tags tags, LastPulls pulls) {
        this.config = config;
        this.tags = tags;
        this.pulls = pulls;
    }

    private record Candidate(Tag tag, StoredObject seen, Optional<Digest> target) {}

    /// How long manifests without a tag stay in the repository, by the first rule that says so.
    public Optional<Duration> untaggedAge(RepositoryName repository) {
        return config.rules().stream()
                .filter(rule -> rule.scope().covers(repository))
                .flatMap(rule -> rule.untaggedAge().stream())
                .findFirst();
    }

    /// Of every tag that some rule covers, the newest first.
    public List<TagDecision> decide(RepositoryName repository, Instant now) {
        if (config.rules().stream().noneMatch(rule -> rule.scope().covers(repository))) {
            return List.of();
        }
        List<TagDecision> decisions = new ArrayList<>();
        byRule(repository).forEach((rule, candidates) -> {
            for (int place = 0; place < candidates.size(); place++) {
                decisions.add(decide(repository, candidates.get(place), rule, new Moment(now, place)));
            }
        });
        return List.copyOf(decisions);
    }

    private Map<RetentionRule, List<Candidate>> byRule(RepositoryName repository) {
        Map<RetentionRule, List<Candidate>> byRule = new LinkedHashMap<>();
        for (Tag tag : tags.all(repository)) {
            Optional<RetentionRule> rule = config.rules().stream()
                    .filter(each -> each.scope().covers(repository, tag))
                    .findFirst();
            Optional<StoredObject> seen = tags.version(repository, tag);
            if (rule.isPresent() && seen.isPresent()) {
                byRule.computeIfAbsent(rule.get(), _ -> new ArrayList<>())
                        .add(new Candidate(tag, seen.get(), tags.target(repository, tag)));
            }
        }
        Comparator<Candidate> newestFirst =
                Comparator.comparing((Candidate each) -> each.seen().modified()).reversed();
        byRule.values().forEach(candidates -> candidates.sort(newestFirst));
        return byRule;
    }

    private record Moment(Instant now, int place) {}

    private TagDecision decide(RepositoryName repository, Candidate candidate, RetentionRule rule, Moment moment) {
        String kept = kept(repository, candidate, rule, moment);
        String expired = expired(candidate, rule, moment.now());
        boolean stays = expired.isEmpty() && !kept.isEmpty();
        String reason = stays ? kept : expired.isEmpty() ? "no condition of its rule holds" : expired;
        return new TagDecision(repository, candidate.tag(), candidate.seen(), stays, reason);
    }

    private static String expired(Candidate candidate, RetentionRule rule, Instant now) {
        Duration expire = rule.expire();
        return expire != null && candidate.seen().modified().isBefore(now.minus(expire))
                ? "pushed " + candidate.seen().modified() + ", longer ago than " + text(expire)
                : "";
    }

    /// Why it stays, empty when nothing says so.
    private String kept(RepositoryName repository, Candidate candidate, RetentionRule rule, Moment moment) {
        Duration pushed = rule.pushedWithin();
        Duration pulled = rule.pulledWithin();
        if (!rule.hasConditions()) {
            return "its rule keeps all";
        }
        if (moment.place() < rule.last()) {
            return "number " + (moment.place() + 1) + " of the last " + rule.last();
        }
        if (pushed != null && !candidate.seen().modified().isBefore(moment.now().minus(pushed))) {
            return "pushed " + candidate.seen().modified() + ", within " + text(pushed);
        }
        if (pulled != null) {
            Instant used = lastUse(repository, candidate);
            return used.isBefore(moment.now().minus(pulled)) ? "" : "used " + used + ", within " + text(pulled);
        }
        return "";
    }

    /// A tag that nobody pulled yet counts from its push, and from when pulls began to be recorded.
    private Instant lastUse(RepositoryName repository, Candidate candidate) {
        Instant pull = pulls.last(repository, candidate.tag(), candidate.target());
        return pull.isAfter(candidate.seen().modified())
                ? pull
                : candidate.seen().modified();
    }

    private static String text(Duration duration) {
        return duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
