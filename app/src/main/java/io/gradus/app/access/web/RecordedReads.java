package io.gradus.app.access.web;

import io.gradus.app.access.AccessLog;
import io.gradus.app.shared.Actor;
import io.gradus.app.shared.CustomerReads;
import java.util.Collection;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Puts reads on record with the path that was asked for. */
@Component
final class RecordedReads implements CustomerReads {

    private final AccessLog log;

    RecordedReads(AccessLog log) {
        this.log = log;
    }

    @Override
    public void record(Actor reader, Collection<String> customerIds) {
        log.record(reader, customerIds, path());
    }

    private static String path() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
                ? request.getRequest().getRequestURI()
                : "";
    }
}
