package io.gradus.rules.workbook;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A code snippet of a column, filled by its cells the way Drools does it: $param, $1 and $2, or forall(op){... $ ...}. */
record Snippet(String text) {

    private static final Pattern FORALL = Pattern.compile("forall\\(([^{}]*)\\)\\{([^{}]+)}");
    private static final String PARAMETER = "$param";

    /** What Drools would write for a cell with that text. */
    String filledBy(String cell) {
        Matcher forall = FORALL.matcher(text);
        if (forall.find()) {
            return forall.replaceAll(each -> Matcher.quoteReplacement(forall(each.group(1), each.group(2), cell)));
        }
        if (text.contains("$1")) {
            return indexed(cell);
        }
        return text.replace(PARAMETER, cell);
    }

    /** The snippet as it stands, with each repetition written once. */
    String pattern() {
        return FORALL.matcher(text).replaceAll(each -> Matcher.quoteReplacement(each.group(2)));
    }

    private static String forall(String operator, String each, String cell) {
        return String.join(
                " " + operator + " ",
                items(cell).stream().map(item -> each.replace("$", item)).toList());
    }

    private String indexed(String cell) {
        List<String> items = items(cell);
        String result = text;
        // From the last, so that $10 is not taken for $1.
        for (int i = items.size(); i > 0; i--) {
            result = result.replace("$" + i, items.get(i - 1));
        }
        return result;
    }

    /** The parts between commas that stand outside quotes and brackets. */
    static List<String> items(String cell) {
        List<String> items = new ArrayList<>();
        StringBuilder item = new StringBuilder();
        boolean quoted = false;
        int depth = 0;
        for (int i = 0; i < cell.length(); i++) {
            char at = cell.charAt(i);
            quoted ^= at == '"';
            depth += quoted ? 0 : "([{".indexOf(at) >= 0 ? 1 : ")]}".indexOf(at) >= 0 ? -1 : 0;
            if (at == ',' && !quoted && depth == 0) {
                items.add(item.toString().strip());
                item.setLength(0);
            } else {
                item.append(at);
            }
        }
        items.add(item.toString().strip());
        return items;
    }
}
