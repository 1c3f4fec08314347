package io.gradus.app.run;

import java.util.concurrent.TimeUnit;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** Keeps the runs of this service alive and takes over those of services that are gone; other commands leave them alone. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@ConditionalOnWebApplication
class RunResumption {

    private final Runs runs;

    RunResumption(Runs runs) {
        this.runs = runs;
    }

    @Scheduled(fixedDelay = 3, timeUnit = TimeUnit.SECONDS)
    void watch() {
        runs.sayHere();
        runs.takeOver();
    }
}
