package io.gradus.app.policy;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Says in the health of the service how many policies of the release are compiled. */
@ConditionalOnWebApplication
@Component("release")
class ReleaseHealth implements HealthIndicator {

    private final CurrentRelease current;

    ReleaseHealth(CurrentRelease current) {
        this.current = current;
    }

    @Override
    public Health health() {
        Health.Builder health =
                current.failed() == 0 ? Health.up() : Health.down().withDetail("cannotDecideWith", current.failed());
        return health.withDetail("number", current.live().number())
                .withDetail("policies", current.release().policies().size())
                .build();
    }
}
