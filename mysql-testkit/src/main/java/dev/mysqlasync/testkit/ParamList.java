package dev.mysqlasync.testkit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Matches the parameters that a stub or a verification expects, with one matcher for each. */
final class ParamList {

    private ParamList() {}

    static List<ParamMatcher> matchers(@Nullable Object... valuesOrMatchers) {
        List<ParamMatcher> matchers = new ArrayList<>();
        for (Object value : valuesOrMatchers) {
            matchers.add(value instanceof ParamMatcher matcher ? matcher : ParamMatcher.eq(value));
        }
        return List.copyOf(matchers);
    }

    static boolean match(List<ParamMatcher> matchers, List<@Nullable Object> values) {
        if (matchers.size() != values.size()) {
            return false;
        }
        for (int i = 0; i < values.size(); i++) {
            if (!matchers.get(i).matches(values.get(i))) {
                return false;
            }
        }
        return true;
    }
}
