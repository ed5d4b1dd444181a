import MeritAPI
import MeritCollector
import MeritCore
import SystemPackage

extension RedirectSettings {
    /// What the collector's table is built with; every setting that is none is named.
    init(_ collector: ServiceConfiguration.Collector) throws(ConfigurationFaults) {
        var faults: [ConfigurationFault] = []
        var settings = RedirectSettings()
        do throws(DestinationHosts.Fault) {
            settings.destinationHosts = try DestinationHosts(collector.destinationHosts)
        } catch {
            faults.append(.init(place: "collector.destination_hosts", message: error.message))
        }
        do throws(DestinationFault) {
            settings.fallback = try collector.fallback.map { text throws(DestinationFault) in
                try Destination(text)
            }
        } catch {
            faults.append(.init(place: "collector.fallback", message: error.message))
        }
        do throws(OriginList.Fault) {
            settings.origins = try OriginList(collector.origins)
        } catch {
            faults.append(.init(place: "collector.origins", message: error.message))
        }
        do throws(DestinationFault) {
            _ = try collector.publicURL.map { text throws(DestinationFault) in
                try Destination(text)
            }
        } catch {
            faults.append(.init(place: "collector.public_url", message: error.message))
        }
        settings.miniPrograms = Set(collector.miniPrograms)
        guard faults.isEmpty else { throw ConfigurationFaults(faults: faults) }
        self = settings
    }
}

extension APISettings {
    init(_ engine: Engine) throws(ConfigurationFaults) {
        let collector = engine.configuration.collector
        self.init(
            publicURL: collector.publicURL ?? "http://\(collector.listen)",
            destinationHosts: try RedirectSettings(collector).destinationHosts, program: "merit",
            sealedFolder: engine.paths.sealed.string)
    }
}
