package dev.berth.operator;

import io.micronaut.runtime.Micronaut;

/// Starts the operator.
public final class OperatorMain {
    private OperatorMain() {}

    public static void main(String[] args) {
        Micronaut.build(args)
                .mainClass(OperatorMain.class)
                .banner(false)
                .properties(OperatorProperties.ALL)
                .start();
    }
}
