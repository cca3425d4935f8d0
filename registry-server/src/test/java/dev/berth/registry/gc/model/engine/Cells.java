package dev.berth.registry.gc.model.engine;

import java.util.ArrayList;
import java.util.List;

/// Hands out the cells of a [State].
public final class Cells {
    /// Where a name begins in such a cell; the bits below are free for other use.
    public static final int NAME = 8;

    private final List<Integer> names = new ArrayList<>();
    private int count;

    public int add() {
        return count++;
    }

    /// A cell that holds a name in its upper bits.
    public int addName() {
        int cell = add();
        names.add(cell);
        return cell;
    }

    public int count() {
        return count;
    }

    /// The smallest name that nothing has and nobody remembers, so that there are few different ones.
    public int unusedName(State state) {
        int name = 1;
        while (isUsed(state, name)) {
            name++;
        }
        return name;
    }

    private boolean isUsed(State state, int name) {
        for (int cell : names) {
            if (state.get(cell) >> NAME == name) {
                return true;
            }
        }
        return false;
    }
}
