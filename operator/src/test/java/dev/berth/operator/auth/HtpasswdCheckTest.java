package dev.berth.operator.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtpasswdCheckTest {
    private static final String HASH = "$2y$05$c4WoMPo3SXsafkva.HHa6uXQZWr7oboPiC2bT/r7q1BB8I2s0BRqC";

    @Test
    void bcryptLinesCommentsAndEmptyLinesAreGood() {
        assertThat(HtpasswdCheck.fault("# team\n\nalice:" + HASH + "\r\nbob:" + HASH.replace("2y", "2b") + "\n"))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "alice:$apr1$abcdefgh$0123456789abcdefghijkl, line 2 is not a bcrypt hash",
        "alice:{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=, line 2 is not a bcrypt hash",
        "alice:secret, line 2 is not a bcrypt hash",
        "alice, line 2 is not of the form user:hash",
        ":x, line 2 is not of the form user:hash"
    })
    void anyOtherLineIsNamedByItsNumber(String line, String fault) {
        assertThat(HtpasswdCheck.fault("bob:" + HASH + "\n" + line)).startsWith(fault);
    }

    @Test
    void aUserWhoIsThereTwiceIsNoticed() {
        assertThat(HtpasswdCheck.fault("bob:" + HASH + "\nbob:" + HASH)).startsWith("line 2 names a user");
    }

    @Test
    void aFileWithoutUsersIsNoFile() {
        assertThat(HtpasswdCheck.fault("# nobody\n")).isEqualTo("there is no user in it");
    }
}
