package dev.flotilla.engine.dialect.karmada.interpret;

/// An object does not have the form that its kind demands; the message names field and fault.
public final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final String fault;

    public UnreadableException(String field, String fault) {
        super(field + ": " + fault, null, false, false);
        this.field = field;
        this.fault = fault;
    }

    /// The path of the field, such as `spec.replicas`.
    public String field() {
        return field;
    }

    /// What is wrong there, such as `not an integer`.
    public String fault() {
        return fault;
    }
}
