package import MeritCore
import MeritCrypto

/// Turns identifiers into aliases: the first 16 bytes of HMAC-SHA-256(pseudonym key,
/// `merit.alias.v1` ‖ 0 ‖ kind ‖ 0 ‖ namespace ‖ 0 ‖ value), kind and the rest as text.
///
/// Values are normalised first, so that one person's phone number is one alias however it is
/// written. Nothing here can be turned back into an identifier.
package struct AliasHasher: Sendable {
    private let key: HMACKey
    private let mainAppID: String?
    private let mainCorpID: String?

    package static let keyBytes = 32

    /// Nil unless `pseudonymKey` is 32 bytes. Openids of the main app and external_userids of the
    /// main corp are the same alias with and without their `APPID:`.
    package init?(pseudonymKey: [UInt8], mainAppID: String?, mainCorpID: String?) {
        guard pseudonymKey.count == Self.keyBytes else { return nil }
        key = HMACKey(pseudonymKey)
        self.mainAppID = mainAppID
        self.mainCorpID = mainCorpID
    }

    /// The alias of `value`. `shop` is the shop whose data it stands in, nil in files without one;
    /// only a member's alias depends on it.
    package func alias(kind: AliasKind, value: String, shop: ShopName?) -> AliasOutcome {
        alias(kind, Array(value.utf8)[...], shop)
    }

    private func alias(
        _ kind: AliasKind, _ text: ArraySlice<UInt8>, _ shop: ShopName?
    ) -> AliasOutcome {
        if kind == .click { return .refused(.kindNotAllowed) }
        if kind == .phone { return phone(text) }
        if IdentifierText.isNoValue(text) { return .ignored }
        switch kind {
        case .openid: return namespaced(kind, text, main: mainAppID)
        case .externalUserID: return namespaced(kind, text, main: mainCorpID)
        case .member: return member(text, shop)
        case .unionid, .visitor, .phone, .click: return hashed(kind, [], text)
        }
    }

    private func phone(_ text: ArraySlice<UInt8>) -> AliasOutcome {
        switch PhoneNumber.read(text) {
        case .number(let number): hashed(.phone, [], Array(number.e164.utf8)[...])
        case .noValue: .ignored
        case .malformed: .refused(.malformedPhone)
        }
    }

    private func member(_ text: ArraySlice<UInt8>, _ shop: ShopName?) -> AliasOutcome {
        if let shop { return hashed(.member, Array(shop.value.utf8)[...], text) }
        guard let colon = text.firstIndex(of: Self.colon),
            ShopName(String(decoding: text[..<colon], as: UTF8.self)) != nil
        else { return .refused(.namespaceMissing) }
        return hashed(.member, text[..<colon], text[(colon + 1)...])
    }

    private func namespaced(
        _ kind: AliasKind, _ text: ArraySlice<UInt8>, main: String?
    ) -> AliasOutcome {
        guard let colon = text.firstIndex(of: Self.colon) else { return hashed(kind, [], text) }
        let namespace = text[..<colon]
        let value = text[(colon + 1)...]
        guard IdentifierText.isID(namespace) else { return .refused(.namespaceMissing) }
        let isMain = main.map { namespace.elementsEqual($0.utf8) } ?? false
        return hashed(kind, isMain ? [] : namespace, value)
    }

    private func hashed(
        _ kind: AliasKind, _ namespace: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>
    ) -> AliasOutcome {
        if IdentifierText.isNoValue(value) { return .ignored }
        guard IdentifierText.isID(value) else { return .refused(.malformedID) }
        var message = ByteWriter(reserving: 32 + namespace.count + value.count)
        message.write(raw: Self.label.utf8)
        message.write(byte: 0)
        message.write(raw: kind.name.utf8)
        message.write(byte: 0)
        message.write(raw: namespace)
        message.write(byte: 0)
        message.write(raw: value)
        return .alias(Self.alias(kind, key.tag(message.bytes)))
    }

    /// The alias of a visitor from the 22 characters of its cookie, the same that
    /// `alias(kind:value:shop:)` gives. Refuses every other length. No allocation.
    package func visitorAlias(_ text: Span<UInt8>) -> AliasOutcome {
        // Label, kind and value with their three zero bytes: 14 + 1 + 7 + 1 + 1 + 22.
        var message: InlineArray<46, UInt8> = Self.visitorPrefix
        guard text.count == 22 else { return .refused(.malformedID) }
        var isMasked = false
        var isVisible = true
        var isOneCharacter = true
        for index in 0..<22 {
            let byte = text[index]
            isMasked = isMasked || byte == Self.star
            isVisible = isVisible && 0x21...0x7e ~= byte
            isOneCharacter = isOneCharacter && byte == text[0]
            message[24 + index] = byte
        }
        if isMasked || isOneCharacter { return .ignored }
        guard isVisible else { return .refused(.malformedID) }
        return .alias(Self.alias(.visitor, key.tag(message.span)))
    }

    private static func alias(_ kind: AliasKind, _ tag: Digest) -> Alias {
        Alias(kind: kind, high: tag.first, low: tag.second)
    }

    private static let label = "merit.alias.v1"
    private static let colon: UInt8 = 0x3a
    private static let star: UInt8 = 0x2a

    /// `merit.alias.v1`, 0, `visitor`, 0, no namespace, 0, and room for the value.
    private static let visitorPrefix: InlineArray<46, UInt8> = {
        var message = InlineArray<46, UInt8>(repeating: 0)
        for (index, byte) in label.utf8.enumerated() { message[index] = byte }
        for (index, byte) in AliasKind.visitor.name.utf8.enumerated() { message[15 + index] = byte }
        return message
    }()
}
