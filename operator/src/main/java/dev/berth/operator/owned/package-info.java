/// How an object that a Registry owns is applied, found again, kept or deleted.
@NullMarked
package dev.berth.operator.owned;

import org.jspecify.annotations.NullMarked;
