package io.gradus.app.customer;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.regex.Pattern;

/** The order of customer ids: numbers by value and before other ids, other ids by their characters. */
public final class CustomerIds {

    private static final Pattern DIGITS = Pattern.compile("\\d+");

    /** Numbers as numbers, then everything else. */
    public static final Comparator<String> ORDER = CustomerIds::compare;

    private CustomerIds() {}

    private static int compare(String left, String right) {
        boolean leftNumber = DIGITS.matcher(left).matches();
        boolean rightNumber = DIGITS.matcher(right).matches();
        if (leftNumber && rightNumber) {
            int byValue = new BigInteger(left).compareTo(new BigInteger(right));
            return byValue == 0 ? left.compareTo(right) : byValue;
        }
        return leftNumber == rightNumber ? left.compareTo(right) : leftNumber ? -1 : 1;
    }
}
