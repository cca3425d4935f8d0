package dev.berth.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/// When and what the garbage collection removes.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!has(self.startBelow) || self.startBelow.matches('^[1-9][0-9]?%$')"
                + " || (isQuantity(self.startBelow) && quantity(self.startBelow).isGreaterThan(quantity('0')))",
        message = "spec.garbageCollection.startBelow: write a share such as 10% or a quantity such as 5Gi")
public record GarbageCollectionSpec(
        @JsonPropertyDescription(
                "Cron schedule with five fields (minute, hour, day of month, month, day of week) or @hourly, @daily,"
                        + " @weekly, @monthly, @yearly.")
        @Default("23 3 * * *")
        @Size(min = 1, max = 100)
        @Pattern("^(@(yearly|annually|monthly|weekly|daily|midnight|hourly)|[0-9A-Za-z*/,?-]+( [0-9A-Za-z*/,?-]+){4})$")
        String schedule,

        @JsonPropertyDescription("Time zone of the schedule, by its IANA name such as Europe/Berlin.")
        @Default("Etc/UTC")
        @Size(min = 1, max = 64)
        @Pattern("^[A-Za-z0-9+_/-]+$")
        String timeZone,

        @JsonPropertyDescription(
                "Suspends the schedule. The annotation berth.dev/collect-garbage still starts a collection.")
        @Default("false")
        boolean suspend,

        @JsonPropertyDescription(
                "Also removes manifests that no tag and no index names. Clients that pull by digest may still need them.")
        @Default("false")
        boolean deleteUntagged,

        @JsonPropertyDescription(
                "Younger data is never removed, so that a push under way is safe; hours, minutes and seconds, such as 24h"
                        + " or 1h30m.")
        @Default("24h")
        @Size(min = 2, max = 20)
        @Pattern("^([0-9]{1,6}h)?([0-9]{1,6}m)?([0-9]{1,6}s)?$")
        String minAge,

        @JsonPropertyDescription(
                "How long data that nothing names stays out of sight, where whoever asks for it gets it back, before a"
                        + " later run removes it; 0s lets each run remove at once what it finds.")
        @Default("12h")
        @Size(min = 2, max = 20)
        @Pattern("^([0-9]{1,6}h)?([0-9]{1,6}m)?([0-9]{1,6}s)?$")
        String hold,

        @JsonPropertyDescription("How many objects a collection looks at or removes in a second; 0 for no limit.")
        @Default("0")
        @Min(0)
        @Max(1000000)
        int maxRate,

        @JsonPropertyDescription("A collection that takes longer is given up, and counts as failed.")
        @Default("6h")
        @Size(min = 2, max = 20)
        @Pattern("^([0-9]{1,4}h)?([0-9]{1,6}m)?([0-9]{1,6}s)?$")
        String activeDeadline,

        @JsonPropertyDescription("How many finished Jobs stay, with their logs.") @Default("{}")
        HistoryLimits historyLimits,

        @JsonPropertyDescription(
                "The server starts a collection by itself when less room than this is left on its volume: a share such"
                        + " as 10%, or a quantity such as 5Gi.")
        @Size(min = 2, max = 32)
        @Nullable
        String startBelow) {

    /// How many finished Jobs stay.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record HistoryLimits(
            @JsonPropertyDescription("Jobs that succeeded.") @Default("1") @Min(0) @Max(100)
            int successful,

            @JsonPropertyDescription("Jobs that failed.") @Default("2") @Min(0) @Max(100)
            int failed) {}
}
