import MeritCore

/// A fact as it is on disk, in hexadecimal.
struct GoldenFact: Sendable {
    let kind: FactKind
    let version: UInt8
    let body: String
    /// Nil where the fact has no personal part.
    let personal: String?

    init(_ kind: FactKind, _ version: UInt8, _ body: String, _ personal: String?) {
        self.kind = kind
        self.version = version
        self.body = body
        self.personal = personal
    }
}

/// Of the facts in `Samples`, in their order; and what earlier releases wrote.
enum GoldenFacts {
    static let written: [GoldenFact] = [
        GoldenFact(
            .linkClick, 1, "130003e90000000709d40609",
            """
            010600000000000000050000000000000006030a00000e4d6963726f4d657373656e67\
            6572
            """),
        GoldenFact(
            .beaconTouch, 1,
            """
            02056576745f31130003e90000000709d4010001070000000000000000000000000000\
            006301904e01f6f9b2e5bd68
            """,
            "01060000000000000005000000000000000601042f702f310000"),
        GoldenFact(
            .rejectionCounts, 1, "f6f9b2e5bd680104ac02",
            nil),
        GoldenFact(
            .gap, 1, "010300f6f9b2e5bd68f6f9b2e5bd68",
            nil),
        GoldenFact(
            .recovered, 1, "098020",
            nil),
        GoldenFact(
            .orderEvent, 1,
            """
            056576745f31000000000000000100000000000000020000000000000003ffffffffff\
            ffffff010304000000000000000100000000000000020000000000000003ffffffffff\
            ffffff0c046d616c6c0541313030310202f6f9b2e5bd68434e5902f6f9b2e5bd680100\
            020653482d303031020101310101580103e99e8b0101f8b60202c00c0201130003e900\
            00000709d4050201070000000000000000000000000000006302e9070001
            """,
            "0106010600000000000000050000000000000006"),
        GoldenFact(
            .importedTouch, 1,
            """
            056576745f3104f6f9b2e5bd68e9070001030400000000000000010000000000000002\
            0000000000000003ffffffffffffffff0c
            """,
            "010600000000000000050000000000000006020102"),
        GoldenFact(
            .badRecord, 1,
            """
            070101046d616c6c01056576745f3113696e76616c69645f6f726465725f6576656e74\
            000000000000000100000000000000020000000000000003ffffffffffffffff
            """,
            nil),
        GoldenFact(
            .badRecordResolved, 1, "05010304",
            nil),
        GoldenFact(
            .contactChanged, 1,
            """
            056576745f31100102030405060708090a0b0c0d0e0f10f6f9b2e5bd68e90701010304\
            000000000000000100000000000000020000000000000003ffffffffffffffff0c
            """,
            "010600000000000000050000000000000006"),
        GoldenFact(
            .contactChanged, 1, "056576745f3100f6f9b2e5bd68e9070200",
            nil),
        GoldenFact(
            .handOver, 1, "056576745f31f6f9b2e5bd68e907ea070300",
            "010600000000000000050000000000000006"),
        GoldenFact(
            .shopAdded, 1, "046d616c6c0100",
            nil),
        GoldenFact(
            .personAdded, 1, "0304",
            "06e69d8ee99bb701056c696c6569"),
        GoldenFact(
            .departmentSet, 1,
            """
            0653482d3030310ce4b88ae6b5b7e4b880e5ba9700010653482d30303101f6f9b2e5bd\
            680304010304000000000000000100000000000000020000000000000003ffffffffff\
            ffffff0c
            """,
            nil),
        GoldenFact(
            .staffSet, 1, "e9070653482d30303101f6f9b2e5bd6800020100030400",
            "0009e99fa9e6a285e6a285010600000000000000050000000000000006"),
        GoldenFact(
            .staffRevocation, 1, "e907020304",
            nil),
        GoldenFact(
            .linkCreated, 1,
            """
            011868747470733a2f2f6d616c6c2e6578616d706c652f702f3109e69c8be58f8be59c\
            88001e0304
            """,
            nil),
        GoldenFact(
            .linkRevoked, 1, "070304",
            nil),
        GoldenFact(
            .policyPublished, 1, "027b7d0304",
            nil),
        GoldenFact(
            .keyChanged, 1, "0f020304",
            nil),
        GoldenFact(
            .identitySet, 1, "020607030100",
            nil),
        GoldenFact(
            .calendarSet, 2,
            """
            0d417369612f5368616e6768616902ffdfe6a2e2a01caec703f6f9b2e5bd6880c203f0\
            011a0186be010304
            """,
            nil),
        GoldenFact(
            .identitySplit, 1, "0304",
            """
            0600000000000000050000000000000006070000000000000000000000000000006309\
            e4b8a4e4b8aae4baba
            """),
        GoldenFact(
            .adjustmentProposed, 1, "046d616c6c05413130303101020000e907020304",
            "06e794b3e8af89"),
        GoldenFact(
            .adjustmentProposed, 1, "046d616c6c0541313030310201e907bc9b010304",
            nil),
        GoldenFact(
            .adjustmentResolved, 1, "ac02020304",
            "026e6f"),
        GoldenFact(
            .rerunProposed, 1, "0a737461727465722d763101d4c4020304",
            "0178"),
        GoldenFact(
            .rerunResolved, 1, "01010304",
            nil),
        GoldenFact(
            .closeProposed, 1, "82be01010304",
            "06e697a7e58d95"),
        GoldenFact(
            .closeConfirmed, 1, "82be010304",
            nil),
        GoldenFact(
            .apiKeyChanged, 1, "083061316232633364010502047265616405636c6f73650304",
            "06e8b4a2e58aa1"),
        GoldenFact(
            .decision, 2,
            """
            046d616c6c0541313030310a737461727465722d7631f6f9b2e5bd680908020105626f\
            756e64010653482d30303101ea07010653482d3030310102010103020102e907000701\
            f6f9b2e5bd68260304000000e907ea070001f6f9b2e5bd6800000001e907f6f9b2e5bd\
            680001f689aeb9c76802e907ea07010653482d303031010653482d3030310107
            """,
            "010600000000000000050000000000000006"),
        GoldenFact(
            .posting, 1,
            """
            0a0101046d616c6c05413130303107667265696768740000000009434e59020a737461\
            727465722d76310a0882be01f6f9b2e5bd680000000000000001000000000000000200\
            00000000000003ffffffffffffffff01046d616c6c054131303031
            """,
            nil),
        GoldenFact(
            .periodSealed, 1,
            """
            82be014d0c000000000000000100000000000000020000000000000003ffffffffffff\
            ffff01434e59d00fda0f0903010d656e74726965732e6a736f6e6c8407000000000000\
            000100000000000000020000000000000003ffffffffffffffff
            """,
            nil),
    ]

    static let calendarVersion1 =
        GoldenFact(
            .calendarSet, 1,
            """
            0d417369612f5368616e6768616902ffdfe6a2e2a01caec703f6f9b2e5bd6880c203f0\
            011a0100
            """,
            nil)

    static let decisionVersion1 =
        GoldenFact(
            .decision, 1,
            """
            046d616c6c0541313030310a737461727465722d7631f6f9b2e5bd6809080101067368\
            61726564010653482d30303101e907010653482d3030310101010103020102e9070701\
            f6f9b2e5bd68210300
            """,
            "010600000000000000050000000000000006")
}
