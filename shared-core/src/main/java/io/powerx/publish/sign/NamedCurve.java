package io.powerx.publish.sign;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.util.Arrays;
import java.util.Optional;

/** The elliptic curves of signing keys. Other curves of the same size, such as secp256k1, are not among them. */
enum NamedCurve {
    P256("secp256r1"),
    P384("secp384r1");

    // Java does not change the parameters of a curve, which the checker cannot verify.
    @SuppressWarnings("ImmutableEnumChecker")
    private final ECParameterSpec parameters;

    NamedCurve(String name) {
        try {
            AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
            curve.init(new ECGenParameterSpec(name));
            this.parameters = curve.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has the curve " + name, e);
        }
    }

    /** The curve with those parameters; empty if there is none. */
    static Optional<NamedCurve> of(ECParameterSpec found) {
        return Arrays.stream(values())
                .filter(curve -> curve.parameters
                                .getCurve()
                                .getField()
                                .equals(found.getCurve().getField())
                        && curve.parameters
                                .getCurve()
                                .getA()
                                .equals(found.getCurve().getA())
                        && curve.parameters
                                .getCurve()
                                .getB()
                                .equals(found.getCurve().getB())
                        && curve.parameters.getGenerator().equals(found.getGenerator())
                        && curve.parameters.getOrder().equals(found.getOrder())
                        && curve.parameters.getCofactor() == found.getCofactor())
                .findFirst();
    }
}
