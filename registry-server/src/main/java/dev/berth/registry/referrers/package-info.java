/// Which manifests name another one as their subject.
@NullMarked
package dev.berth.registry.referrers;

import org.jspecify.annotations.NullMarked;
