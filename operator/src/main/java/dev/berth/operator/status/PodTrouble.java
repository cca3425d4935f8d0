package dev.berth.operator.status;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Why a pod of the server isn't ready, in words for the status.
public record PodTrouble(String pod, Kind kind, String cause) {
    /// Who or what is in the way.
    public enum Kind {
        /// The pod has no node yet.
        SCHEDULING,
        /// A container can't be started, or ended.
        CONTAINER,
        /// The server runs, and can't use its storage.
        STORAGE
    }

    private static final Set<String> ON_ITS_WAY = Set.of("ContainerCreating", "PodInitializing");
    private static final int LONGEST_CAUSE = 600;

    /// The first trouble there is. Whoever runs and isn't ready is asked why; only one, for each may be slow to answer.
    public static Optional<PodTrouble> first(List<Pod> pods, Function<String, Optional<String>> complaint) {
        List<Pod> unready = pods.stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .filter(pod -> pod.getStatus() != null && !is(pod.getStatus(), "Ready", "True"))
                .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
                .toList();
        return unready.stream()
                .filter(pod -> pod.getStatus().getPodIP() != null && isRunning(pod.getStatus()))
                .findFirst()
                .flatMap(pod -> complaint.apply(pod.getStatus().getPodIP()).map(words -> of(pod, Kind.STORAGE, words)))
                .or(() -> unready.stream().flatMap(pod -> seen(pod).stream()).findFirst());
    }

    private static Optional<PodTrouble> seen(Pod pod) {
        return unscheduled(pod.getStatus())
                .map(words -> of(pod, Kind.SCHEDULING, words))
                .or(() -> containers(pod.getStatus())
                        .map(PodTrouble::failure)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .map(words -> of(pod, Kind.CONTAINER, words)));
    }

    private static Optional<String> unscheduled(PodStatus status) {
        return status.getConditions().stream()
                .filter(condition -> condition.getType().equals("PodScheduled")
                        && condition.getStatus().equals("False"))
                .map(PodCondition::getMessage)
                .filter(Objects::nonNull)
                .findFirst();
    }

    private static Stream<ContainerStatus> containers(PodStatus status) {
        return Stream.concat(status.getInitContainerStatuses().stream(), status.getContainerStatuses().stream());
    }

    /// Null where nothing has gone wrong.
    private static @Nullable String failure(ContainerStatus container) {
        if (Boolean.TRUE.equals(container.getReady()) || container.getState() == null) {
            return null;
        }
        ContainerStateTerminated ended = container.getState().getTerminated() != null
                ? container.getState().getTerminated()
                : container.getLastState() == null
                        ? null
                        : container.getLastState().getTerminated();
        if (ended != null && ended.getExitCode() != 0) {
            return ended(ended);
        }
        ContainerStateWaiting waiting = container.getState().getWaiting();
        return waiting == null || waiting.getReason() == null || ON_ITS_WAY.contains(waiting.getReason())
                ? null
                : waiting.getReason() + (waiting.getMessage() == null ? "" : ": " + waiting.getMessage());
    }

    /// The kubelet keeps the end of the log, and the server's last line says why.
    private static String ended(ContainerStateTerminated ended) {
        String how = "Error".equals(ended.getReason()) || ended.getReason() == null
                ? "it ended with exit code " + ended.getExitCode()
                : "it ended: " + ended.getReason();
        return Optional.ofNullable(ended.getMessage()).stream()
                .flatMap(String::lines)
                .filter(line -> !line.isBlank())
                .reduce((_, last) -> last)
                .map(last -> how + "; " + last.strip())
                .orElse(how);
    }

    private static boolean is(PodStatus status, String type, String state) {
        return status.getConditions().stream()
                .anyMatch(condition -> condition.getType().equals(type)
                        && condition.getStatus().equals(state));
    }

    private static boolean isRunning(PodStatus status) {
        return status.getContainerStatuses().stream()
                .anyMatch(container -> container.getState() != null
                        && container.getState().getRunning() != null
                        && !Boolean.TRUE.equals(container.getReady()));
    }

    private static PodTrouble of(Pod pod, Kind kind, String words) {
        String line = words.replaceAll("\\p{Cntrl}", " ");
        String cause = line.length() > LONGEST_CAUSE ? line.substring(0, LONGEST_CAUSE) + "…" : line;
        return new PodTrouble(pod.getMetadata().getName(), kind, cause);
    }

    /// The pod, and what it is about it.
    String words() {
        return "pod " + pod + ": " + cause;
    }
}
