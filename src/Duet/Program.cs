using Duet.Cli;

return await Verbs.RunAsync(args);
