package io.gradus.app.run;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Goes on with interrupted runs when the service starts; other commands leave them to it. */
@Component
@ConditionalOnWebApplication
class RunResumption {

    private final Runs runs;

    RunResumption(Runs runs) {
        this.runs = runs;
    }

    @EventListener(ApplicationReadyEvent.class)
    void goOn() {
        runs.goOn();
    }
}
