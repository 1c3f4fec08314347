package io.gradus.app.shared;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.gradus.rules.ShownText;

/** Writes a message into the log as one line, whatever texts from outside it holds. */
public final class ShownMessageConverter extends MessageConverter {

    @Override
    public String convert(ILoggingEvent event) {
        return ShownText.of(super.convert(event));
    }
}
