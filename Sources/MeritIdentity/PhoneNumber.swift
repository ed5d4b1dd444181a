/// A phone number in E.164: `+`, country code and number, 7 to 15 digits that do not start with 0.
struct PhoneNumber: Hashable, Sendable, CustomStringConvertible {
    /// `+8613800138000`.
    let e164: String

    var description: String { e164 }

    /// What a text that claims to be a phone number is.
    enum Reading {
        case number(PhoneNumber)
        /// Empty, masked or a filler: no number was given.
        case noValue
        /// Anything else that no rule turns into a number.
        case malformed
    }

    /// Reads a number as people and systems in China write it. Spaces and dashes do not count. 11
    /// digits from 1 are a mobile number of +86; `+`, `00`, or `86` before 11 digits from 1 give
    /// the country code.
    static func read(_ text: some Collection<UInt8>) -> Reading {
        if IdentifierText.isNoValue(text) { return .noValue }
        var digits = text.filter { $0 != 0x20 && $0 != 0x2d }
        let hasPlus = digits.first == 0x2b
        if hasPlus { digits.removeFirst() }
        if digits.isEmpty { return .malformed }
        guard digits.allSatisfy({ 0x30...0x39 ~= $0 }) else {
            return IdentifierText.isNoValue(digits) ? .noValue : .malformed
        }
        if IdentifierText.isNoValue(digits) { return .noValue }
        guard let number = hasPlus ? checked(digits) : international(digits) else {
            return .malformed
        }
        // `+86 11111111111` is the filler `11111111111` with a country code before it.
        if number.starts(with: china), IdentifierText.isNoValue(number.dropFirst(2)) {
            return .noValue
        }
        return .number(PhoneNumber(e164: "+" + String(decoding: number, as: UTF8.self)))
    }

    private static let china: [UInt8] = [0x38, 0x36]

    /// `digits`, written without `+`, from the country code on; nil where they have none.
    private static func international(_ digits: [UInt8]) -> [UInt8]? {
        if digits.starts(with: [0x30, 0x30]) { return checked(Array(digits.dropFirst(2))) }
        if isChineseMobile(digits[...]) { return china + digits }
        let isMobile = digits.starts(with: china) && isChineseMobile(digits.dropFirst(2))
        return isMobile ? digits : nil
    }

    /// `number` where it has the length and the first digit of E.164.
    private static func checked(_ number: [UInt8]) -> [UInt8]? {
        (7...15).contains(number.count) && number.first != 0x30 ? number : nil
    }

    private static func isChineseMobile(_ digits: ArraySlice<UInt8>) -> Bool {
        digits.count == 11 && digits.first == 0x31
    }
}
