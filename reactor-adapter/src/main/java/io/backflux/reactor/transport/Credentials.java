package io.backflux.reactor.transport;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Login and password of the API, for HTTP Basic. The password is in no text that this class makes. */
public final class Credentials {

    /** The environment variable with the login. */
    public static final String USERNAME_VARIABLE = "DATAFORSEO_USERNAME";

    /** The environment variable with the password. */
    public static final String PASSWORD_VARIABLE = "DATAFORSEO_PASSWORD";

    private final String username;
    private final String password;

    private Credentials(String username, String password) {
        this.username = username;
        this.password = password;
    }

    /**
     * These two.
     *
     * @throws IllegalArgumentException if one of them is blank, or the login has a colon, which HTTP Basic can't send
     */
    public static Credentials of(String username, String password) {
        if (username.isBlank() || username.indexOf(':') >= 0) {
            throw new IllegalArgumentException("username must not be blank nor have a colon");
        }
        if (password.isBlank()) {
            throw new IllegalArgumentException("password must not be blank");
        }
        return new Credentials(username, password);
    }

    /**
     * From the environment variables {@value #USERNAME_VARIABLE} and {@value #PASSWORD_VARIABLE}.
     *
     * @throws IllegalStateException if one of them is not set, naming it
     */
    public static Credentials fromEnvironment() {
        return from(System.getenv());
    }

    static Credentials from(Map<String, String> environment) {
        return of(required(USERNAME_VARIABLE, environment), required(PASSWORD_VARIABLE, environment));
    }

    private static String required(String name, Map<String, String> environment) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException("the environment variable " + name + " must be set");
        }
        return value;
    }

    public String username() {
        return username;
    }

    /** The secret itself, for the request's header. */
    public String password() {
        return password;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Credentials that && username.equals(that.username) && password.equals(that.password);
    }

    @Override
    public int hashCode() {
        return Objects.hash(username, password);
    }

    @Override
    public String toString() {
        return "Credentials[" + username + ", password hidden]";
    }
}
