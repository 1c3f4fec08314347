package io.gradus.rules;

import java.util.List;

/** What came of compiling a source: a policy, or every reason why not. */
public sealed interface Compilation {

    /** Warnings and errors, in the order of the source. */
    List<Finding> findings();

    /** The source is a policy; findings are warnings only. */
    record Succeeded(CompiledPolicy policy, List<Finding> findings) implements Compilation {
        public Succeeded {
            findings = List.copyOf(findings);
        }
    }

    /** The source is no policy; at least one finding is an error. */
    record Rejected(List<Finding> findings) implements Compilation {
        public Rejected {
            findings = List.copyOf(findings);
        }
    }
}
