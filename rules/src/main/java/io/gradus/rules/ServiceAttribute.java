package io.gradus.rules;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a service level consists of; an action column that bears one of these names takes such values only. */
public enum ServiceAttribute {
    /** How the customer is served: a word or two. */
    CHANNEL("channel", Kind.TEXT, null),
    /** Hours until somebody answers. */
    RESPONSE_HOURS("responseHours", Kind.WHOLE, Unit.HOURS),
    /** Who keeps the contact. */
    CONTACT_OWNER("contactOwner", Kind.TEXT, null),
    /** The discount, 0 to 1. */
    DISCOUNT_RATE("discountRate", Kind.RATE, Unit.RATIO),
    /** Days to pay; 0 means in advance. */
    PAYMENT_DAYS("paymentDays", Kind.WHOLE, Unit.DAYS),
    /** Loyalty points are multiplied by this. */
    POINTS_MULTIPLIER("pointsMultiplier", Kind.DECIMAL, Unit.TIMES),
    /** Whether new products are offered to the customer first. */
    PRIORITY_ACCESS("priorityAccess", Kind.TRUTH, null),
    /** In depth and personal, or short and clear. */
    MANNER("manner", Kind.MANNER, null),
    /** What to send. */
    CONTENT("content", Kind.TEXT, null),
    /** Whether birthdays and holidays are greeted. */
    GREETINGS("greetings", Kind.TRUTH, null),
    /** When the next contacts are due. */
    FOLLOW_UP("followUp", Kind.RHYTHM, null);

    /** What values an attribute takes. */
    public enum Kind {
        TEXT,
        WHOLE,
        DECIMAL,
        RATE,
        TRUTH,
        /** {@link ServiceLevel.Manner}. */
        MANNER,
        /** {@link FollowUpRhythm}. */
        RHYTHM
    }

    private final String action;
    private final Kind kind;
    private final @Nullable Unit unit;

    ServiceAttribute(String action, Kind kind, @Nullable Unit unit) {
        this.action = action;
        this.kind = kind;
        this.unit = unit;
    }

    /** The name of the action that gives it. */
    public String action() {
        return action;
    }

    public Kind kind() {
        return kind;
    }

    public @Nullable Unit unit() {
        return unit;
    }

    /** The attribute that an action of that name gives. */
    public static Optional<ServiceAttribute> ofAction(String action) {
        return Arrays.stream(values())
                .filter(attribute -> attribute.action.equals(action))
                .findFirst();
    }

    /** The names of all actions that make up a service level. */
    public static List<String> actions() {
        return Arrays.stream(values()).map(ServiceAttribute::action).toList();
    }
}
