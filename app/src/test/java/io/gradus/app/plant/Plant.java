package io.gradus.app.plant;

import java.time.Instant;
import org.kie.api.KieBase;

/** Breaks architecture rules, so that a test can show that the rules notice. */
public record Plant(KieBase drools) {

    public Instant clock() {
        return Instant.now();
    }
}
