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

    /// Of every tag of a repository that some rule covers; those of a rule the newest first.
    public List<TagDecision> decide(RepositoryName repository, Instant now) {
        if (config.rules().stream().noneMatch(rule -> rule.scope().covers(repository))) {
            return List.of();
        }
        List<TagDecision> decisions = new ArrayList<>();
        List<Candidate> all = candidates(repository);
        for (Candidate candidate : all) {
            outsideRules(repository, candidate, now).ifPresent(decisions::add);
        }
        byRule(repository, all).forEach((rule, candidates) -> {
            for (int place = 0; place < candidates.size(); place++) {
                decisions.add(decide(repository, candidates.get(place), rule, new Moment(now, place)));
            }
        });
        return List.copyOf(decisions);
    }

    private List<Candidate> candidates(RepositoryName repository) {
        return tags.all(repository).stream()
                .flatMap(tag -> tags.version(repository, tag).stream()
                        .map(seen -> new Candidate(tag, seen, tags.target(repository, tag))))
                .toList();
    }

    private Optional<RetentionRule> rule(RepositoryName repository, Tag tag) {
        return config.rules().stream()
                .filter(each -> each.scope().covers(repository, tag))
                .findFirst();
    }

    private Map<RetentionRule, List<Candidate>> byRule(RepositoryName repository, List<Candidate> candidates) {
        Map<RetentionRule, List<Candidate>> byRule = new LinkedHashMap<>();
        candidates.stream()
                .filter(candidate -> AttachedTag.of(candidate.tag()).isEmpty())
                .forEach(candidate -> rule(repository, candidate.tag())
                        .ifPresent(rule -> byRule.computeIfAbsent(rule, _ -> new ArrayList<>())
                                .add(candidate)));
        Comparator<Candidate> newestFirst =
                Comparator.comparing((Candidate each) -> each.seen().modified()).reversed();
        byRule.values().forEach(each -> each.sort(newestFirst));
        return byRule;
    }

    /// Of a tag that no rule covers, or that belongs to another manifest: neither counts among the last ones of a rule.
    private Optional<TagDecision> outsideRules(RepositoryName repository, Candidate candidate, Instant now) {
        Optional<RetentionRule> rule = rule(repository, candidate.tag());
        if (rule.isEmpty()) {
            return Optional.of(kept(repository, candidate, "no rule covers it"));
        }
        return AttachedTag.of(candidate.tag()).map(attached -> {
            if (!rule.get().lets()) {
                return kept(repository, candidate, "its rule keeps all");
            }
            if (tags.holds(repository, attached.subject())) {
                return kept(repository, candidate, "it belongs to " + attached.subject());
            }
            if (candidate.seen().modified().isAfter(now.minus(AttachedTag.PATIENCE))) {
                return kept(repository, candidate, "it is young, and what it belongs to may come");
            }
            String reason = "it belongs to " + attached.subject() + ", which is gone";
            return new TagDecision(repository, candidate.tag(), candidate.seen(), false, reason);
        });
    }

    private static TagDecision kept(RepositoryName repository, Candidate candidate, String reason) {
        return new TagDecision(repository, candidate.tag(), candidate.seen(), true, reason);
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
