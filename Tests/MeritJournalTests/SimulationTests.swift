import Foundation
import Testing

@testable import MeritJournal

struct SimulationTests {
    /// More of them on request, for a long search: `MERIT_SIMULATION_SEEDS=1000-9000`.
    private static let seeds: Range<UInt64> = {
        let text = ProcessInfo.processInfo.environment["MERIT_SIMULATION_SEEDS"] ?? ""
        let bounds = text.split(separator: "-").compactMap { UInt64($0) }
        return bounds.count == 2 && bounds[0] < bounds[1] ? bounds[0]..<bounds[1] : 1..<201
    }()

    @Test("acknowledged ⊆ recovered ⊆ appended over lives on a failing disk")
    func invariants() {
        var tally = Simulation.Tally()
        for seed in Self.seeds {
            var simulation = Simulation(seed: seed)
            simulation.run(lives: 4)
            #expect(simulation.violations.isEmpty)
            tally.add(simulation.tally)
        }
        print("simulated:", tally)
        #expect(tally.acknowledged > 2_000)
        #expect(tally.refused > 100)
        #expect(tally.powerCuts > 300)
        #expect(tally.tornTails > 30)
        #expect(tally.failedStarts > 50)
        #expect(tally.stoppedWriters > 50)
    }

    @Test(
        "a planted fault is noticed",
        arguments: [
            PlantedFaults.syncRemoved, .directorySyncRemoved, .readerPassesDurableMark,
            .failedSyncRetried, .recoveryTrustsPageCache,
        ])
    func plantedFault(_ fault: PlantedFaults) {
        let noticed = Self.seeds.first { seed in
            var simulation = Simulation(seed: seed, faults: fault)
            simulation.run(lives: 4)
            if let violation = simulation.violations.first { print("noticed:", violation) }
            return !simulation.violations.isEmpty
        }
        #expect(noticed != nil)
    }
}

extension Simulation.Tally {
    mutating func add(_ other: Self) {
        acknowledged += other.acknowledged
        refused += other.refused
        powerCuts += other.powerCuts
        tornTails += other.tornTails
        failedStarts += other.failedStarts
        stoppedWriters += other.stoppedWriters
        records += other.records
    }
}
