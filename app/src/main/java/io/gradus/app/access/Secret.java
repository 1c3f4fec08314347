package io.gradus.app.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.security.SecureRandom;
import java.util.HexFormat;

/** A password or token in the clear. Its text never appears where a value is printed. */
@Schema(type = "string", format = "password")
public record Secret(@JsonValue String value) {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** Takes the whole of a JSON text. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Secret {}

    /** A secret of so many random bytes, in lower-case hex. */
    static Secret random(int bytes) {
        byte[] drawn = new byte[bytes];
        RANDOM.nextBytes(drawn);
        return new Secret(HexFormat.of().formatHex(drawn));
    }

    @Override
    public String toString() {
        return "•••";
    }
}
