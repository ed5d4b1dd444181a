public import ArgumentParser
public import MeritCore

// What is known to be wrong is refused before anything is asked: wrong usage, exit code 2.

extension CivilDate: ExpressibleByArgument {
    /// `YYYY-MM-DD`.
    public init?(argument: String) { self.init(argument) }
}

extension Period: ExpressibleByArgument {
    /// `YYYY-MM`.
    public init?(argument: String) { self.init(argument) }
}

extension StaffNumber: ExpressibleByArgument {
    /// 1 … 16777215.
    public init?(argument: String) {
        guard let value = UInt32(argument) else { return nil }
        self.init(value)
    }
}

extension LinkNumber: ExpressibleByArgument {
    /// 1 … 4294967295.
    public init?(argument: String) {
        guard let value = UInt32(argument) else { return nil }
        self.init(value)
    }
}

extension KeySlot: ExpressibleByArgument {
    /// 0 … 15.
    public init?(argument: String) {
        guard let value = UInt8(argument) else { return nil }
        self.init(value)
    }
}

extension AdjustmentNumber: ExpressibleByArgument {
    /// 1 and more.
    public init?(argument: String) {
        guard let value = UInt32(argument), value > 0 else { return nil }
        self.init(value)
    }
}

extension RerunNumber: ExpressibleByArgument {
    /// 1 and more.
    public init?(argument: String) {
        guard let value = UInt32(argument), value > 0 else { return nil }
        self.init(value)
    }
}

extension ShopName: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

extension PolicyID: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

extension DepartmentCode: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

extension LinkKind: ExpressibleByArgument {
    public init?(argument: String) { self.init(name: argument) }
    public static var allValueStrings: [String] { allCases.map(\.name) }
}
