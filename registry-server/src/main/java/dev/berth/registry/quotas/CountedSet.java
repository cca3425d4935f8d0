package dev.berth.registry.quotas;

/// Which rules count a thing that is known by 64 bits of its digest: 16 bytes each, so that a million of them cost 21
/// to 43 MB. That two of a million share those bits is less likely than one in ten million, and would miscount one of
/// them.
final class CountedSet {
    private static final int FIRST = 1 << 10;
    private long[] keys = new long[FIRST];
    private long[] masks = new long[FIRST];
    private int taken;

    interface Visitor {
        void visit(long key, long mask);
    }

    long get(long key) {
        return masks[slot(key)];
    }

    /// The rules that did not count it before.
    long add(long key, long mask) {
        long added = mask & ~get(key);
        if (added != 0) {
            put(key, get(key) | mask);
        }
        return added;
    }

    /// The rules that counted it until now.
    long remove(long key) {
        int slot = slot(key);
        long removed = masks[slot];
        masks[slot] = 0;
        return removed;
    }

    void forEach(Visitor visitor) {
        for (int i = 0; i < keys.length; i++) {
            if (masks[i] != 0) {
                visitor.visit(keys[i], masks[i]);
            }
        }
    }

    private void put(long key, long mask) {
        int slot = slot(key);
        if (keys[slot] == 0) {
            keys[slot] = known(key);
            taken++;
        }
        masks[slot] = mask;
        if (4L * taken > 3L * keys.length) {
            grow();
        }
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldMasks = masks;
        keys = new long[oldKeys.length * 2];
        masks = new long[oldKeys.length * 2];
        taken = 0;
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldMasks[i] != 0) {
                put(oldKeys[i], oldMasks[i]);
            }
        }
    }

    /// The key's own slot, or the free one where it belongs. One that was removed keeps its slot.
    private int slot(long key) {
        long known = known(key);
        int slot = (int) known & keys.length - 1;
        while (keys[slot] != 0 && keys[slot] != known) {
            slot = slot + 1 & keys.length - 1;
        }
        return slot;
    }

    /// Zero means a free slot.
    private static long known(long key) {
        return key == 0 ? 1 : key;
    }
}
