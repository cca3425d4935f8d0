package dev.berth.registry.gc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.TestImages.Document;
import dev.berth.registry.configuration.ConfigurationNode;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.retention.RetentionConfig;
import dev.berth.registry.storage.InterceptedStorage;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.filesystem.FilesystemConfig;
import dev.berth.registry.storage.filesystem.FilesystemStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A collection that is killed before any one of its changes, and the two after it, which are enough for any garbage.
class KilledCollectionTest {
    private static final RepositoryName ONE = RepositoryName.parse("team/one");
    private static final RepositoryName TWO = RepositoryName.parse("team/two");
    private static final RepositoryName GONE = RepositoryName.parse("gone");
    private static final Set<String> CHANGES = Set.of(
            "write",
            "create",
            "move",
            "delete",
            "touch",
            "prune",
            "condemned.condemn",
            "condemned.rescue",
            "condemned.purge");
    private static final CollectionRequest REQUEST = CollectionRequest.atOnce(true);
    private static final RetentionConfig RULES =
            RetentionConfig.from(ConfigurationNode.parse("berth: {retention: [{tags: [old*], expire: 1m}, {}]}"));

    /// All that is written by the test is an hour and more old for collections, so that nothing counts as unfinished.
    private static final Clock LATER = Clock.offset(Clock.systemUTC(), Duration.ofHours(2));

    @TempDir
    private Path folder;

    private static final class KilledError extends Error {
        private static final long serialVersionUID = 1;
    }

    @Test
    void nextTwoRunsEndWhatAKilledOneBegan() throws IOException {
        Path template = folder.resolve("template");
        fill(template);
        Path undisturbed = copy(template, "undisturbed");
        CollectionReport whole = Collecting.collect(storage(undisturbed, LATER), REQUEST, RULES);
        assertThat(whole.problems()).isEmpty();
        assertThat(whole.removedTags()).isEqualTo(2);
        assertThat(whole.removedManifests()).isEqualTo(5);
        Collecting.collect(storage(undisturbed, LATER), REQUEST, RULES);
        Set<String> expected = files(undisturbed);
        assertThat(expected).noneMatch(name -> name.startsWith("berth/condemned/"));

        int killedAt = 1;
        while (killed(copy(template, "killed" + killedAt), killedAt)) {
            Path root = folder.resolve("killed" + killedAt);
            CollectionReport next = Collecting.collect(storage(root, LATER), REQUEST, RULES);
            CollectionReport last = Collecting.collect(storage(root, LATER), REQUEST, RULES);

            assertThat(next.problems()).as("killed at %d", killedAt).isEmpty();
            assertThat(last.problems()).as("killed at %d", killedAt).isEmpty();
            assertThat(files(root)).as("killed at %d", killedAt).containsExactlyElementsOf(expected);
            killedAt++;
        }
        assertThat(killedAt).isGreaterThan(50);
    }

    /// Of each kind: what stays, what goes, what is condemned already, what comes back, what retention lets go.
    private static void fill(Path root) {
        Storage storage = storage(root, Clock.systemUTC());
        SampleTree tree = new SampleTree(storage);
        tree.tag(ONE, "v1", tree.image(ONE, "stays"));
        tree.tag(ONE, "old1", tree.image(ONE, "expired"));
        Document second = tree.image(ONE, "expired too");
        tree.tag(ONE, "old2", second);
        tree.artifact(ONE, "signature", second);
        Document signed = tree.image(TWO, "signed");
        tree.artifact(TWO, "signature", signed);
        tree.tag(TWO, "v1", signed);
        tree.image(TWO, "untagged");
        tree.blob(TWO, new byte[] {1, 2, 3});
        tree.image(GONE, "of a repository that goes");
        Document wanted = tree.image(TWO, "comes back");
        tree.tag(TWO, "back", wanted);
        storage.condemned().condemn(Layout.revisionLink(TWO, wanted.digest()));
        storage.condemned().condemn(Layout.blobData(wanted.digest()));
        storage.condemned().condemn(Layout.blobData(tree.blob(TWO, new byte[] {4, 5})));
    }

    /// False when it came to its end before.
    private static boolean killed(Path root, int step) {
        AtomicInteger steps = new AtomicInteger();
        Storage dying = InterceptedStorage.of(storage(root, LATER), (name, _) -> {
            if (CHANGES.contains(name) && isOfTheRun() && steps.incrementAndGet() == step) {
                throw new KilledError();
            }
        });
        try {
            Collecting.collect(dying, REQUEST, RULES);
            return false;
        } catch (KilledError e) {
            return true;
        }
    }

    /// Not what the lease does before and after, and on a thread of its own.
    private static boolean isOfTheRun() {
        return StackWalker.getInstance()
                .walk(frames ->
                        frames.anyMatch(frame -> frame.getClassName().equals(GarbageCollection.class.getName())));
    }

    private static Storage storage(Path root, Clock clock) {
        return new FilesystemStorage(new FilesystemConfig(root), clock);
    }

    /// Names of files, without what collections note about themselves. Empty folders are no content.
    private static Set<String> files(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .filter(name -> !name.startsWith("berth/gc/") && !name.startsWith("berth/pulls/"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private Path copy(Path template, String name) throws IOException {
        Path target = folder.resolve(name);
        try (var files = Files.walk(template)) {
            files.forEach(
                    file -> copy(file, target.resolve(template.relativize(file).toString())));
        }
        return target;
    }

    private static void copy(Path file, Path target) {
        try {
            Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
