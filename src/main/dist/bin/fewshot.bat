@echo off
rem Starts the command line of Few-Shot. JAVA_HOME chooses the Java, JAVA_OPTS its options.
setlocal
set "home=%~dp0.."
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
if not defined OMP_WAIT_POLICY set "OMP_WAIT_POLICY=PASSIVE"
"%java%" -XX:+UseSerialGC -XX:MaxDirectMemorySize=256m %JAVA_OPTS% "-Dfewshot.home=%home%" -cp "%home%\lib\*" sc.fiji.fewshot.cli.FewShotCli %*
exit /b %ERRORLEVEL%
