package io.gradus.app.ledger;

import com.mongodb.MongoException;
import io.gradus.app.shared.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** Signs for the ledger at intervals; a command that starts, works and ends leaves that to the service. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@ConditionalOnWebApplication
class CheckpointSchedule {

    private static final Logger log = LoggerFactory.getLogger(CheckpointSchedule.class);

    private final Checkpoints checkpoints;

    CheckpointSchedule(Checkpoints checkpoints) {
        this.checkpoints = checkpoints;
    }

    @Scheduled(fixedDelayString = "${gradus.ledger.checkpoint-interval:10m}", initialDelayString = "10s")
    void sign() {
        try {
            checkpoints.signIfGrown();
        } catch (Refusal e) {
            log.error("the ledger cannot be signed for: {}", e.code());
        } catch (MongoException e) {
            // Not its message, which may hold personal values.
            log.warn("the database does not answer: {}", e.getClass().getSimpleName());
        }
    }
}
