package dev.berth.operator.auth;

/// A user and the password. Its text never shows the password.
public record Login(String user, String password) {
    @Override
    public String toString() {
        return "Login[user=" + user + "]";
    }
}
