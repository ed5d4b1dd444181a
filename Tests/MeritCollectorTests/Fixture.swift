import MeritCore
import MeritCrypto
import MeritIdentity
import MeritToken

@testable import MeritCollector

/// A small retailer with keys that tests know.
enum Fixture {
    /// 2026-11-21T12:00:00+08:00.
    static let now = Timestamp(milliseconds: 1_795_233_600_000)
    static let today = IssueDay(2_516)
    static let shop = ShopName(unchecked: "mall")
    static let run = RunID(high: 0x1111_2222_3333_4444, low: 0x5555_6666_7777_8888)

    static func staff(_ number: UInt32) -> StaffNumber { StaffNumber(unchecked: number) }
    static func link(_ number: UInt32) -> LinkNumber { LinkNumber(unchecked: number) }

    static func calendar() throws -> BusinessCalendar {
        try required(
            BusinessCalendar(
                zone: "Asia/Shanghai",
                offsets: [BusinessCalendar.Offset(instant: .distantPast, seconds: 28_800)],
                dayStartMinutes: 0, monthStart: 1))
    }

    /// Slot 0 retired, 1 verifying, 2 active; slot 3 was never used.
    static func ring() throws -> KeyRing {
        try KeyRing([
            key(0, .retired, retirement: 1), key(1, .verifying), key(2, .active),
        ])
    }

    static func key(
        _ slot: UInt8, _ state: KeySlotState, retirement: UInt32 = 0
    ) throws -> SigningKey {
        try required(
            SigningKey(
                slot: KeySlot(unchecked: slot), state: state, origin: .rotated,
                retirement: retirement, bytes: [UInt8](repeating: slot + 1, count: 32)))
    }

    /// A token by the key in `slot`, whatever that slot's state in `ring()` is.
    static func token(
        staff number: UInt32 = 1_001, link: UInt32 = 1, issued: IssueDay = today, slot: UInt8 = 2
    ) throws -> String {
        let ring = try KeyRing([key(slot, .active)])
        return try ring.sign(
            staff: staff(number), link: Fixture.link(link), issued: issued, today: issued
        ).text
    }

    static func claim(staff number: UInt32 = 1_001, link: UInt32 = 1) -> TokenClaim {
        TokenClaim(
            slot: KeySlot(unchecked: 2), staff: staff(number), link: Fixture.link(link),
            issued: today)
    }

    static func clickKey() throws -> ClickKey {
        try required(ClickKey([UInt8](repeating: 0x77, count: 32)))
    }

    static func hasher() throws -> AliasHasher {
        try required(
            AliasHasher(
                pseudonymKey: [UInt8](repeating: 0x55, count: 32), mainAppID: nil, mainCorpID: nil))
    }

    static let identitySecret = [UInt8](repeating: 0x33, count: 32)

    static func keys() throws -> RedirectKeys {
        let secret = try required(IdentitySecret(bytes: identitySecret))
        let hasher = try hasher()
        return RedirectKeys(
            ring: try ring(), click: try clickKey(), aliases: hasher,
            identities: IdentityVerifier(secrets: [shop: [secret]], hasher: hasher))
    }

    static func row(
        _ number: UInt32, _ destination: String, kind: LinkKind = .h5, days: UInt32? = nil,
        _ standing: RedirectRows.Standing = .valid
    ) -> RedirectRows.LinkRow {
        RedirectRows.LinkRow(
            number: link(number), kind: kind, destination: destination, validDays: days,
            standing: standing)
    }

    /// Link 1 is good, 2 is revoked, 3 leads to a host that is not listed, 4 is good for two days,
    /// 5 is a mini-program, 6 an acquisition link. Staff 1001 is valid, 1002 revoked.
    static func rows() throws -> RedirectRows {
        RedirectRows(
            links: [
                row(1, "https://mall.example/p/1?a=b#top"),
                row(2, "https://mall.example/p/2", .revoked),
                row(3, "https://gone.example/p/3"),
                row(4, "https://mall.example/p/4", days: 2),
                row(5, "https://wxaurl.example/abc", kind: .miniprogram),
                row(6, "https://work.example/ca/id", kind: .acquisition),
            ],
            staff: [
                RedirectRows.StaffRow(number: staff(1_001), standing: .valid),
                RedirectRows.StaffRow(number: staff(1_002), standing: .revoked),
            ], calendar: try calendar(), through: Sequence(42))
    }

    static func settings(fallback: String? = "https://mall.example/") throws -> RedirectSettings {
        RedirectSettings(
            destinationHosts: try DestinationHosts([
                "mall.example", "wxaurl.example", "work.example",
            ]),
            fallback: try fallback.map { text in try Destination(text) },
            publicURL: "https://t.example",
            origins: try OriginList(["https://mall.example", "https://m.example:8443"]),
            miniPrograms: ["wx0123456789abcdef"])
    }

    static func table(fallback: String? = "https://mall.example/") throws -> RedirectTable {
        RedirectTable(
            rows: try rows(), keys: try keys(), settings: try settings(fallback: fallback))
    }

    /// An identity as a mall's backend signs it; `extra` are further claims.
    static func identity(unionid: String, extra: String = "") -> String {
        let issued = now.milliseconds / 1_000
        let claims =
            #"{"iss":"mall","aud":"merit-identity","iat":\#(issued),"exp":\#(issued + 600),"#
            + #""ids":{"unionid":"\#(unionid)"}\#(extra)}"#
        let head = Base64.encode(
            Array(#"{"alg":"HS256","typ":"JWT","kid":"mall"}"#.utf8), as: .url)
        let signed = head + "." + Base64.encode(Array(claims.utf8), as: .url)
        let tag = HMACKey(identitySecret).tag(Array(signed.utf8)).bytes
        return signed + "." + Base64.encode(tag, as: .url)
    }

    static func alias(_ kind: AliasKind, _ value: String) throws -> Alias {
        guard case .alias(let alias) = try hasher().alias(kind: kind, value: value, shop: shop)
        else { throw Missing() }
        return alias
    }

    struct Missing: Error {}

    static func text(_ token: String) -> RedirectRequest.TokenText {
        var text = RedirectRequest.TokenText(repeating: 0)
        for (index, byte) in token.utf8.enumerated() where index < 30 { text[index] = byte }
        return text
    }
}

/// The value, or a test that ends here.
func required<Value>(_ value: Value?) throws -> Value {
    guard let value else { throw Fixture.Missing() }
    return value
}
