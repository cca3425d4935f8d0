/// The main job from an empty cluster to a running pod, told step by step.
@NullMarked
package dev.berth.e2e.demo;

import org.jspecify.annotations.NullMarked;
