import MeritCommands
import MeritIntake
import MeritToken

extension ErrorCode {
    init(_ code: CommandRefusal.Code) {
        switch code {
        case .shopExists: self = .shopExists
        case .unknownDepartment: self = .unknownDepartment
        case .departmentCycle: self = .departmentCycle
        case .houseExists: self = .houseExists
        case .employmentReversed: self = .employmentReversed
        case .unknownStaff: self = .unknownStaff
        case .unknownLink: self = .unknownLink
        case .numbersExhausted: self = .numbersExhausted
        case .policyInvalid: self = .policyInvalid
        case .policyExists: self = .policyExists
        case .policyBackdated: self = .policyBackdated
        case .calendarFixed: self = .calendarFixed
        case .identityFixed: self = .identityFixed
        }
    }

    init(_ refusal: KeyRing.Refusal) {
        switch refusal {
        case .mustConfirm: self = .mustConfirm
        case .noFreeSlot: self = .noFreeSlot
        case .slotInUse: self = .slotInUse
        case .slotEmpty: self = .slotEmpty
        case .slotActive: self = .slotActive
        case .keyLength: self = .keyLength
        }
    }

    init(_ refusal: KeyRing.SigningRefusal) {
        switch refusal {
        case .issuedTooLate: self = .issuedTooLate
        case .staffOutOfRange: self = .staffOutOfRange
        case .linkOutOfRange: self = .linkOutOfRange
        }
    }
}
