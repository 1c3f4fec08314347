package io.gradus.app.policy;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Says in the health of the service how many policies of the release are compiled, and which decide longer than they should. */
@ConditionalOnWebApplication
@Component("release")
class ReleaseHealth implements HealthIndicator {

    private final CurrentRelease current;
    private final PolicyCatalogue catalogue;

    ReleaseHealth(CurrentRelease current, PolicyCatalogue catalogue) {
        this.current = current;
        this.catalogue = catalogue;
    }

    @Override
    public Health health() {
        Health.Builder health =
                current.failed() == 0 ? Health.up() : Health.down().withDetail("cannotDecideWith", current.failed());
        return health.withDetail(
                        "overdue",
                        catalogue.overdue().stream().map(PolicyVersion::name).toList())
                .withDetail("number", current.live().number())
                .withDetail("policies", current.release().policies().size())
                .build();
    }
}
