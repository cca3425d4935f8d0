/// Images in files: OCI image layouts and what `docker save` writes, and how they get into a repository.
@NullMarked
package dev.berth.registry.archives;

import org.jspecify.annotations.NullMarked;
