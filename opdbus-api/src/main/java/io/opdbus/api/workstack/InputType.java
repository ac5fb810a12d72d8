package io.opdbus.api.workstack;

/** The type of a declared input, in the words of JSON Schema. */
public enum InputType {
    /** Any value. The default. */
    ANY,
    /** Text. */
    STRING,
    /** A whole number. */
    INTEGER,
    /** A number. */
    NUMBER,
    /** True or false. */
    BOOLEAN,
    /** A list. */
    ARRAY,
    /** A map. */
    OBJECT
}
