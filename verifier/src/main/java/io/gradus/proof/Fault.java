package io.gradus.proof;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Something wrong with a ledger or with evidence.
 *
 * @param sequence the first bad entry; 0 when the fault is not about an entry
 * @param details fill the text, in the order of its places
 */
public record Fault(FaultCode code, long sequence, List<String> details) {

    public Fault {
        details = List.copyOf(details);
    }

    static Fault at(long sequence, FaultCode code, Object... details) {
        return new Fault(
                code, sequence, Arrays.stream(details).map(String::valueOf).toList());
    }

    static Fault of(FaultCode code, Object... details) {
        return at(0, code, details);
    }

    /** The fault in words, with the sequence number it names. */
    public String text(Locale locale) {
        Object[] places = new Object[details.size() + 1];
        places[0] = Long.toString(sequence);
        for (int i = 0; i < details.size(); i++) {
            places[i + 1] = details.get(i);
        }
        return Messages.in(locale).text("fault." + code.name(), places);
    }
}
