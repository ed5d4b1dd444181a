/// Text that names one thing for ever: 1 to 128 visible characters of its alphabet.
/// Each kind of name is a type of its own, so that a shop is never passed for a store.
public protocol Name: Hashable, Comparable, Sendable, CustomStringConvertible {
    var value: String { get }
    /// For text that a checked source already holds.
    init(unchecked value: String)
    /// What a fault says when `init?` returns nil.
    static var rule: String { get }
    static func accepts(_ value: String) -> Bool
}

extension Name {
    public static var lengthMax: Int { 128 }

    /// Nil when the text breaks `rule`.
    public init?(_ value: String) {
        guard Self.accepts(value) else { return nil }
        self.init(unchecked: value)
    }

    public static func accepts(_ value: String) -> Bool {
        let bytes = value.utf8
        return (1...lengthMax).contains(bytes.count) && bytes.allSatisfy { 0x21...0x7e ~= $0 }
    }

    public static var rule: String { "1 to 128 visible ASCII characters without spaces" }

    public var description: String { value }

    /// Compared as bytes, never by locale.
    public static func < (left: Self, right: Self) -> Bool {
        left.value.utf8.lexicographicallyPrecedes(right.value.utf8)
    }
}

/// A mall that sends orders: 1 to 64 of `a–z 0–9 - _ .`, so that it fits a URL and `SHOP/ORDER`.
public struct ShopName: Name {
    public let value: String
    public init(unchecked value: String) { self.value = value }
    public static var rule: String { "1 to 64 of a–z, 0–9, '-', '_' and '.'" }
    public static func accepts(_ value: String) -> Bool {
        (1...64).contains(value.utf8.count)
            && value.utf8.allSatisfy { byte in
                (0x61...0x7a).contains(byte) || (0x30...0x39).contains(byte)
                    || byte == 0x2d || byte == 0x5f || byte == 0x2e
            }
    }
}

/// An order's id, unique within its shop.
public struct OrderID: Name {
    public let value: String
    public init(unchecked value: String) { self.value = value }
}

/// A line's id, unique within its order and never `freight`.
public struct LineID: Name {
    public let value: String
    public init(unchecked value: String) { self.value = value }
    /// The line that stands for the order's freight under `credit_base: paid`.
    public static let freight = LineID(unchecked: "freight")
}

/// A refund's id, unique within its order.
public struct RefundID: Name {
    public let value: String
    public init(unchecked value: String) { self.value = value }
}

/// An event's id: a `webhook-id`, or what an import or a beacon calls `event_id`.
public struct EventID: Name {
    public let value: String
    public init(unchecked value: String) { self.value = value }
}

/// A shop's own code for one of its stores.
public struct StoreCode: Name {
    public let value: String
    public init(unchecked value: String) { self.value = value }
}

/// A department of the directory.
public struct DepartmentCode: Name {
    public let value: String
    public init(unchecked value: String) { self.value = value }
}

/// A published policy's id.
public struct PolicyID: Name {
    public let value: String
    public init(unchecked value: String) { self.value = value }
}

/// A product category, as the shop names it: 1 to 128 bytes of UTF-8 without control characters.
public struct Category: Name {
    public let value: String
    public init(unchecked value: String) { self.value = value }
    public static var rule: String { "1 to 128 bytes of text without control characters" }
    public static func accepts(_ value: String) -> Bool { isPlainText(value) }
}

/// Where a link is placed (朋友圈, 社群, 一对一 …): like a category.
public struct MarketingChannel: Name {
    public let value: String
    public init(unchecked value: String) { self.value = value }
    public static var rule: String { "1 to 128 bytes of text without control characters" }
    public static func accepts(_ value: String) -> Bool { isPlainText(value) }
}

/// What a link belongs to: like a category.
public struct Campaign: Name {
    public let value: String
    public init(unchecked value: String) { self.value = value }
    public static var rule: String { "1 to 128 bytes of text without control characters" }
    public static func accepts(_ value: String) -> Bool { isPlainText(value) }
}

/// True for 1 to 128 bytes of UTF-8 without C0 and C1 control characters.
public func isPlainText(_ value: String) -> Bool {
    (1...128).contains(value.utf8.count)
        && value.unicodeScalars.allSatisfy { scalar in
            scalar.value >= 0x20 && !(0x7f...0x9f).contains(scalar.value)
        }
}

/// An order of a shop.
public struct OrderKey: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let shop: ShopName
    public let order: OrderID
    public init(shop: ShopName, order: OrderID) {
        self.shop = shop
        self.order = order
    }
    public var description: String { "\(shop)/\(order)" }
    public static func < (left: Self, right: Self) -> Bool {
        left.shop == right.shop ? left.order < right.order : left.shop < right.shop
    }
}
