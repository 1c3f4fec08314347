package io.gradus.app.audit;

import io.gradus.app.assignment.AssignmentEvent;
import io.gradus.app.assignment.AssignmentHistory;
import io.gradus.app.assignment.EventFilter;
import io.gradus.app.shared.PageLimit;
import io.gradus.app.shared.Refusal;
import io.gradus.proof.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * Random samples that anybody can draw again: those decisions whose SHA-256 of seed, a slash and id are the smallest. The same
 * seed over the same decisions gives the same sample, and nobody can choose what is in it.
 */
@Component
public class Samples {

    private final AssignmentHistory decisions;

    Samples(AssignmentHistory decisions) {
        this.decisions = decisions;
    }

    /** @throws Refusal when the size is not 1 to {@link PageLimit#MAXIMUM} */
    public List<AssignmentEvent> draw(String seed, int size, EventFilter filter) {
        PageLimit.require(size);
        TreeMap<String, AssignmentEvent> smallest = new TreeMap<>();
        decisions.each(filter, event -> {
            smallest.put(Sha256.hex((seed + "/" + event.id()).getBytes(StandardCharsets.UTF_8)), event);
            if (smallest.size() > size) {
                smallest.pollLastEntry();
            }
        });
        return smallest.entrySet().stream().map(Map.Entry::getValue).toList();
    }
}
