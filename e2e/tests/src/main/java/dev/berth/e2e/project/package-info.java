/// What the build leaves behind, found from wherever the tests run.
@NullMarked
package dev.berth.e2e.project;

import org.jspecify.annotations.NullMarked;
