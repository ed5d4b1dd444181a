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
        case .unknownAdjustment: self = .unknownAdjustment
        case .adjustmentOpen: self = .adjustmentOpen
        case .adjustmentClosed: self = .adjustmentClosed
        case .adjustmentStale: self = .adjustmentStale
        case .adjustmentEmpty: self = .adjustmentEmpty
        case .orderNotJudged: self = .orderNotJudged
        case .personRequired: self = .personRequired
        case .samePerson: self = .samePerson
        case .personRelated: self = .personRelated
        case .unknownRerun: self = .unknownRerun
        case .rerunClosed: self = .rerunClosed
        case .rerunEmpty: self = .rerunEmpty
        case .unknownPolicy: self = .unknownPolicy
        case .closeNotProposed: self = .closeNotProposed
        case .closeOutOfOrder: self = .closeOutOfOrder
        case .closeNotEnded: self = .closeNotEnded
        case .closeRefused: self = .closeRefused
        case .closeStale: self = .closeStale
        case .periodClosed: self = .periodClosed
        case .calendarBegun: self = .calendarBegun
        case .calendarHasEntries: self = .calendarHasEntries
        case .notBound: self = .notBound
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
