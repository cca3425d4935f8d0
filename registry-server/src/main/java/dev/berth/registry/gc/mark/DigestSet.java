package dev.berth.registry.gc.mark;

import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.DigestAlgorithm;
import java.util.HashSet;
import java.util.Set;

/// A set of digests that keeps those of SHA-256 as 32 bytes each, not as texts: a run holds every live digest at once.
final class DigestSet {
    private static final int WORDS = 4;
    private static final int WORD_DIGITS = 16;

    private final Set<Digest> others = new HashSet<>();
    private long[] table = new long[WORDS << 10];
    private int size;

    int size() {
        return size + others.size();
    }

    boolean contains(Digest digest) {
        return isCompact(digest) ? isTaken(slot(words(digest))) : others.contains(digest);
    }

    /// True when it was not there before.
    boolean add(Digest digest) {
        if (!isCompact(digest)) {
            return others.add(digest);
        }
        long[] words = words(digest);
        int slot = slot(words);
        if (isTaken(slot)) {
            return false;
        }
        System.arraycopy(words, 0, table, slot, WORDS);
        size++;
        if (4L * size * WORDS > 3L * table.length) {
            grow();
        }
        return true;
    }

    private void grow() {
        long[] old = table;
        table = new long[old.length * 2];
        for (int i = 0; i < old.length; i += WORDS) {
            long[] words = {old[i], old[i + 1], old[i + 2], old[i + 3]};
            if (!isZero(words)) {
                System.arraycopy(words, 0, table, slot(words), WORDS);
            }
        }
    }

    /// The words' own slot, or the free one where they belong. All zeroes mean free, so that digest is kept elsewhere.
    private int slot(long[] words) {
        int slots = table.length / WORDS;
        int slot = (int) (words[0] & (slots - 1));
        while (isTaken(slot * WORDS) && !isAt(slot * WORDS, words)) {
            slot = (slot + 1) & (slots - 1);
        }
        return slot * WORDS;
    }

    private boolean isAt(int slot, long[] words) {
        for (int i = 0; i < WORDS; i++) {
            if (table[slot + i] != words[i]) {
                return false;
            }
        }
        return true;
    }

    private boolean isTaken(int slot) {
        return (table[slot] | table[slot + 1] | table[slot + 2] | table[slot + 3]) != 0;
    }

    private static boolean isCompact(Digest digest) {
        return digest.algorithm() == DigestAlgorithm.SHA256 && !isZero(words(digest));
    }

    private static boolean isZero(long[] words) {
        return (words[0] | words[1] | words[2] | words[3]) == 0;
    }

    private static long[] words(Digest digest) {
        long[] words = new long[WORDS];
        for (int i = 0; i < WORDS; i++) {
            words[i] = Long.parseUnsignedLong(digest.hex(), i * WORD_DIGITS, (i + 1) * WORD_DIGITS, 16);
        }
        return words;
    }
}
