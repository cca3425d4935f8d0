package dev.berth.operator.plan;

import java.util.List;

/// The problems of one pass.
public record Findings(List<Problem> problems) {
    public Findings {
        problems = List.copyOf(problems);
    }

    /// Whether something about this aspect has to be mended first.
    public boolean concern(Aspect aspect) {
        return problems.stream().anyMatch(problem -> problem.about() == aspect);
    }
}
