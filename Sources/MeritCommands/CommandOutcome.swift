package import MeritAttribution
package import MeritCore

/// What comes of a command where it is read back from the journal; the same for every reader.
package enum CommandOutcome: Hashable, Sendable {
    /// The rows to add, in this order, and what to answer.
    case accepted([DirectoryChange], CommandResult)
    case refused(CommandRefusal)
}

/// What an accepted command tells the one who asked.
package struct CommandResult: Hashable, Sendable {
    /// The number that was given out.
    package let number: CommandNumber?
    package let warnings: [CommandWarning]

    package init(number: CommandNumber? = nil, warnings: [CommandWarning] = []) {
        self.number = number
        self.warnings = warnings
    }
}

/// A number that a command gives out.
package enum CommandNumber: Hashable, Sendable {
    case link(LinkNumber)
    case person(PersonNumber)
    case adjustment(AdjustmentNumber)
    case rerun(RerunNumber)
}

/// Something accepted that is worth a second look.
package struct CommandWarning: Hashable, Sendable {
    package let code: Code
    package let message: String

    package init(code: Code, message: String) {
        self.code = code
        self.message = message
    }

    /// The raw values are published.
    package enum Code: String, CaseIterable, Sendable {
        /// Successors lead back to the staff member.
        case successorCycle = "successor_cycle"
        /// Another department is this store at the same time.
        case storeShared = "store_shared"
    }
}

/// Why a command changed nothing.
package struct CommandRefusal: Error, Hashable, Sendable {
    package let code: Code
    /// A sentence for people that says what to do.
    package let message: String
    /// One line for each thing that is wrong, where there may be several.
    package let details: [String]

    package init(code: Code, message: String, details: [String] = []) {
        self.code = code
        self.message = message
        self.details = details
    }

    /// The raw values are published: never change one.
    package enum Code: String, CaseIterable, Sendable {
        case shopExists = "shop_exists"
        case unknownDepartment = "unknown_department"
        case departmentCycle = "department_cycle"
        case houseExists = "house_exists"
        case employmentReversed = "employment_reversed"
        case unknownStaff = "unknown_staff"
        case unknownLink = "unknown_link"
        case numbersExhausted = "numbers_exhausted"
        case policyInvalid = "policy_invalid"
        case policyExists = "policy_exists"
        case policyBackdated = "policy_backdated"
        case calendarFixed = "calendar_fixed"
        case identityFixed = "identity_fixed"
        case unknownAdjustment = "unknown_adjustment"
        case adjustmentOpen = "adjustment_open"
        case adjustmentClosed = "adjustment_closed"
        case adjustmentStale = "adjustment_stale"
        case adjustmentEmpty = "adjustment_empty"
        case orderNotJudged = "order_not_judged"
        case personRequired = "person_required"
        case samePerson = "same_person"
        case personRelated = "person_related"
        case unknownRerun = "unknown_rerun"
        case rerunClosed = "rerun_closed"
        case rerunEmpty = "rerun_empty"
        case unknownPolicy = "unknown_policy"
        case closeNotProposed = "close_not_proposed"
        case closeOutOfOrder = "close_out_of_order"
        case closeNotEnded = "close_not_ended"
        case closeRefused = "close_refused"
        case closeStale = "close_stale"
        case periodClosed = "period_closed"
        case calendarBegun = "calendar_begun"
        case calendarHasEntries = "calendar_has_entries"
        case notBound = "not_bound"
    }
}
