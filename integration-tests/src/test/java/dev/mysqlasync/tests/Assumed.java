package dev.mysqlasync.tests;

import org.assertj.core.configuration.Configuration;
import org.assertj.core.configuration.PreferredAssumptionException;

/** Lets AssertJ's assumptions skip tests in JUnit's way: TestNG is on the class path too, for the rules of Reactive Streams. */
public final class Assumed extends Configuration {

    /** For AssertJ, which finds it as a service. */
    public Assumed() {}

    @Override
    public PreferredAssumptionException preferredAssumptionException() {
        return PreferredAssumptionException.JUNIT5;
    }

    @Override
    public String describe() {
        return "assumptions in JUnit's way";
    }
}
