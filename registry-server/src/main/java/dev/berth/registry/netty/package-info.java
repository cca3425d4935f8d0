/// The data path: request bodies and large answers as Netty moves them, and nothing else that touches Netty.
@NullMarked
package dev.berth.registry.netty;

import org.jspecify.annotations.NullMarked;
