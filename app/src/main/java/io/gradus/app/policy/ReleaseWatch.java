package io.gradus.app.policy;

import com.mongodb.MongoException;
import io.gradus.app.ledger.LedgerBroken;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** Lets this service go on with what others publish, and publishes what is due. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@ConditionalOnWebApplication
class ReleaseWatch {

    private static final Logger log = LoggerFactory.getLogger(ReleaseWatch.class);

    private final Publishing publishing;
    private final CurrentRelease current;

    ReleaseWatch(Publishing publishing, CurrentRelease current) {
        this.publishing = publishing;
        this.current = current;
    }

    @Scheduled(fixedDelay = 500, timeUnit = TimeUnit.MILLISECONDS)
    void watch() {
        try {
            current.follow();
            publishing.publishDue();
        } catch (LedgerBroken e) {
            log.error("the ledger is not what was entered from sequence number {} on", e.sequence());
        } catch (MongoException e) {
            // Not its message, which may hold personal values.
            log.warn("the database does not answer: {}", e.getClass().getSimpleName());
        }
    }
}
