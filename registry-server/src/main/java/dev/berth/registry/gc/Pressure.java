package dev.berth.registry.gc;

import dev.berth.registry.limits.FreeSpaceMark;
import dev.berth.registry.storage.Storage;

/// Whether there is less room than there should be. Then hold times are cut short, of content that was promised to
/// nobody for the minimum age: the oldest first, until there is room. Never where nobody can tell the room.
record Pressure(FreeSpaceMark mark, Storage storage) {

    static Pressure none(Storage storage) {
        return new Pressure(FreeSpaceMark.none(), storage);
    }

    boolean isOn() {
        return mark.isSet()
                && storage.space().filter(space -> !mark.isKeptBy(space)).isPresent();
    }
}
